const age = (seconds) => {
  const pad = (number) => String(number).padStart(2, "0")
  if (seconds >= 86400) return Math.floor(seconds / 86400) + " d"
  const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds % 3600 / 60)
  return hours ? hours + ":" + pad(minutes) + " h" : minutes + ":" + pad(seconds % 60)
}
const line = (data, row, pick) => {
  const item = make("li")
  const button = make("button")
  button.dataset.id = row.id
  button.setAttribute("aria-current", String(row.id === data.open))
  const clock = make("span", "age")
  clock.dataset.opened = row.opened
  clock.dataset.late = row.late
  const body = make("span", "body")
  body.append(make("span", "title", row.title))
  const meta = make("span", "meta")
  if (row.confidence) meta.append(make("span", "confidence " + row.mood, row.confidence))
  meta.append(make("span", "", row.note), make("span", "late"))
  body.append(meta)
  button.append(clock, body)
  button.onclick = () => pick(row.id)
  item.append(button)
  return item
}
export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector("ol")
  list.setAttribute("aria-label", data.label)
  const focused = list.getRootNode().activeElement?.dataset?.id
  list.replaceChildren(...data.lines.map((row) => line(data, row, (id) => setTriggerValue("pick", id))))
  if (focused) list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus()
  if (list.countersignOpen !== data.open) {
    list.countersignOpen = data.open
    list.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" })
  }
  const ahead = data.now - Date.now()
  const run = () => {
    for (const button of list.querySelectorAll("button")) {
      const clock = button.querySelector(".age")
      const seconds = Math.max(0, Math.floor((Date.now() + ahead - clock.dataset.opened) / 1000))
      const late = Date.now() + ahead - clock.dataset.late >= 1000
      if (clock.textContent !== age(seconds)) clock.textContent = age(seconds)
      if (button.dataset.late === String(late)) continue
      button.dataset.late = String(late)
      button.querySelector(".late").textContent = late ? "late" : ""
    }
  }
  clearInterval(list.countersignTick)
  run()
  list.countersignTick = setInterval(run, 1000)
  return () => clearInterval(list.countersignTick)
}
