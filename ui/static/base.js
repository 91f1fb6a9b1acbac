// Shared by every part. Text from outside enters the page through `textContent` alone.
const make = (tag, name, text) => {
  const element = document.createElement(tag)
  if (name) element.className = name
  if (text !== undefined && text !== null) element.textContent = text
  return element
}
const SHAPES = {
  done: "M4 12.5 9.5 18 20 6.5",
  waiting: "M7 3h10M7 21h10M8 3v4l8 10v4M16 3v4L8 17v4",
  running: "M12 3a9 9 0 1 1-9 9",
  staged: "M12 3.5a8.5 8.5 0 1 0 .01 0M12 7.5V12l3 2",
  planned: "M12 11.9v.2",
  failed: "M6 6l12 12M18 6 6 18",
  refused: "M5.6 5.6l12.8 12.8M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18",
  unknown: "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.1",
  law: "M12 2.5a9.5 9.5 0 1 0 .01 0M12 7.5v5.5M12 16.6v.1",
}
const shape = (name) => {
  const space = "http://www.w3.org/2000/svg"
  const svg = document.createElementNS(space, "svg")
  svg.setAttribute("viewBox", "0 0 24 24")
  svg.setAttribute("aria-hidden", "true")
  const path = document.createElementNS(space, "path")
  path.setAttribute("d", SHAPES[name] || SHAPES.planned)
  svg.append(path)
  return svg
}
// Times tick in the browser; the server sends moments and its own `now`, since clocks differ.
const spell = (milliseconds) => {
  const minutes = Math.floor(Math.abs(milliseconds) / 60000)
  if (minutes < 1) return "under a minute"
  if (minutes < 60) return minutes + " min"
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return hours + " h" + (minutes % 60 ? " " + (minutes % 60) + " min" : "")
  const days = Math.floor(hours / 24)
  return days + (days === 1 ? " day" : " days")
}
const clock = (moment) => new Date(moment).toLocaleString([], {
  hour: "2-digit", minute: "2-digit",
  ...(Math.abs(Date.now() - moment) > 43200000 ? { day: "numeric", month: "short" } : {}),
})
const tick = (root, now) => {
  const ahead = now - Date.now()
  const run = () => {
    for (const element of root.querySelectorAll("[data-since]")) {
      const past = spell(Date.now() + ahead - element.dataset.since)
      const words = element.dataset.before + past + (element.dataset.after || "")
      if (element.textContent !== words) element.textContent = words
    }
    for (const element of root.querySelectorAll("[data-until]")) {
      const left = element.dataset.until - (Date.now() + ahead)
      const words = left > 0
        ? (element.dataset.by || "decide by ") + clock(+element.dataset.until) + ", " + spell(left) + " left"
        : element.dataset.late || "the time to decide has passed"
      if (element.textContent !== words) element.textContent = words
      element.dataset.level = left < 0 ? "late" : left < 900000 ? "soon" : "calm"
    }
  }
  clearInterval(root.countersignTick)
  run()
  root.countersignTick = setInterval(run, 5000)
}
// A long text is cut until somebody asks for all of it; the browser keeps what was asked for.
const FOLDED_CHARACTERS = 700
const fold = (place, button, text) => {
  const long = text.length > FOLDED_CHARACTERS
  button.hidden = !long
  if (!long) return
  const draw = () => {
    const open = place.dataset.whole === "true"
    place.textContent = open ? text : text.slice(0, FOLDED_CHARACTERS) + " …"
    button.textContent = open ? "Show less" : "Show all " + text.length.toLocaleString("en-US") + " characters"
    button.setAttribute("aria-expanded", String(open))
  }
  button.onclick = () => { place.dataset.whole = String(place.dataset.whole !== "true"); draw() }
  draw()
}
