// The seconds tick here; the server alone says what is gone. A line keeps its field while it is drawn
// anew, so that no change takes away what somebody types.
const REPEAT_MILLISECONDS = 1500
const left = (milliseconds) => {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds <= 0) return "going out"
  if (seconds >= 3600) return "in " + spell(milliseconds)
  return "in " + Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0")
}
const line = (id, longest, hold) => {
  const item = make("li")
  const body = make("div", "body")
  const meta = make("div", "meta")
  const [goes, time, note] = [make("span"), make("b", "left mono"), make("span")]
  meta.append(goes, time, note)
  body.append(make("div", "title"), meta)
  const way = make("form")
  const why = make("input")
  Object.assign(why, { type: "text", maxLength: longest, placeholder: "Why (optional)", autocomplete: "off" })
  const button = make("button", "", "Hold it")
  way.append(why, button)
  way.onsubmit = (event) => { event.preventDefault(); if (!button.disabled) hold(id, why.value) }
  why.onkeydown = (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) way.requestSubmit() }
  item.append(body, way)
  return item
}
const fill = (item, row, pending) => {
  const [goes, time, note] = item.querySelector(".meta").children
  item.querySelector(".title").textContent = row.title
  goes.textContent = "goes out at " + clock(row.goes) + " "
  goes.title = new Date(row.goes).toLocaleString()
  time.dataset.goes = row.goes
  note.textContent = row.note ? "· " + row.note : ""
  const why = item.querySelector("input"), button = item.querySelector("button")
  why.setAttribute("aria-label", "Why hold it: " + row.title)
  why.readOnly = pending
  button.disabled = pending
  button.textContent = pending ? "Holding …" : "Hold it"
  button.setAttribute("aria-label", button.textContent + ": " + row.title)
}
const draw = (part) => {
  for (const [id, item] of part.lines) {
    if (part.data.going.some((row) => row.id === id)) continue
    item.remove()
    part.lines.delete(id)
  }
  part.data.going.forEach((row, place) => {
    if (!part.lines.has(row.id)) part.lines.set(row.id, line(row.id, part.data.longest, part.hold))
    const item = part.lines.get(row.id)
    fill(item, row, part.pending.some((each) => each.id === row.id))
    if (part.list.children[place] !== item) part.list.insertBefore(item, part.list.children[place] || null)
  })
}
const send = (part) => {
  clearInterval(part.repeating)
  const trigger = () => part.tell("hold", part.pending)
  if (!part.pending.length) return
  trigger()
  part.repeating = setInterval(trigger, REPEAT_MILLISECONDS)
}
export default function ({ data, parentElement, setTriggerValue }) {
  const part = (parentElement.countersignOutbox ??= {
    list: parentElement.querySelector("ol"), lines: new Map(), pending: [], count: 0,
  })
  part.tell = setTriggerValue
  part.data = data
  part.hold = (id, why) => {
    part.count = Math.max(part.count + 1, Date.now())
    part.pending = [...part.pending, { id, why, n: part.count }]
    draw(part)
    send(part)
  }
  part.pending = part.pending.filter((each) => each.n > data.answered)
  if (!part.pending.length) clearInterval(part.repeating)
  draw(part)
  const ahead = data.now - Date.now()
  const run = () => {
    for (const element of part.list.querySelectorAll("[data-goes]")) {
      const words = left(element.dataset.goes - (Date.now() + ahead))
      if (element.textContent !== words) element.textContent = words
    }
  }
  clearInterval(part.ticking)
  run()
  part.ticking = setInterval(run, 500)
  return () => {
    clearInterval(part.ticking)
    clearInterval(part.repeating)
  }
}
