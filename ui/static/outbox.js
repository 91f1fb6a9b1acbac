// The seconds tick here; the server alone says what is gone.
const left = (milliseconds) => {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds <= 0) return "going out"
  if (seconds >= 3600) return "in " + spell(milliseconds)
  return "in " + Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0")
}
const line = (row, hold) => {
  const item = make("li")
  const body = make("div", "body")
  const meta = make("div", "meta")
  const goes = make("span", "", "goes out at " + clock(row.goes) + " ")
  goes.title = new Date(row.goes).toLocaleString()
  const time = make("b", "left mono")
  time.dataset.goes = row.goes
  meta.append(goes, time)
  if (row.note) meta.append(make("span", "", "· " + row.note))
  body.append(make("div", "title", row.title), meta)
  const button = make("button", "", "Hold it")
  button.dataset.id = row.id
  button.setAttribute("aria-label", "Hold it: " + row.title)
  button.onclick = () => { button.disabled = true; button.textContent = "Held"; hold(row.id) }
  item.append(body, button)
  return item
}
export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector("ol")
  const focused = list.getRootNode().activeElement?.dataset?.id
  list.replaceChildren(...data.going.map((row) => line(row, (id) => setTriggerValue("hold", id))))
  if (focused) list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus()
  const ahead = data.now - Date.now()
  const run = () => {
    for (const element of list.querySelectorAll("[data-goes]")) {
      const words = left(element.dataset.goes - (Date.now() + ahead))
      if (element.textContent !== words) element.textContent = words
    }
  }
  clearInterval(list.countersignTick)
  run()
  list.countersignTick = setInterval(run, 500)
  return () => clearInterval(list.countersignTick)
}
