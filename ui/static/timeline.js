// "Asked since 14:02 (12 min); if nobody decides by 18:02, it is not done." The rest ticks.
const asked = (mark) => {
  const line = make("div", "asked")
  const since = make("span")
  Object.assign(since.dataset, { since: mark.since, before: "(", after: ")" })
  const [before, after] = mark.lapse.split("{}")
  line.append(mark.asked + " since " + clock(mark.since) + " ", since, "; " + before)
  const until = make("b", "", clock(mark.until))
  until.title = new Date(mark.until).toLocaleString()
  const left = make("span", "left")
  left.dataset.left = mark.until
  line.append(until, after + " ", left)
  return line
}
const countDown = (root, now) => {
  const ahead = now - Date.now()
  for (const element of root.querySelectorAll("[data-left]")) {
    const left = element.dataset.left - (Date.now() + ahead)
    element.textContent = left > 0 ? "· " + spell(left) + " left" : "· the time is over"
    element.dataset.level = left < 0 ? "late" : left < 900000 ? "soon" : "calm"
  }
}
export default function ({ data, parentElement }) {
  const list = parentElement.querySelector("ol")
  const open = new Set()
  list.querySelectorAll("li").forEach((item, index) => {
    if (item.querySelector("details")?.open) open.add(index)
  })
  list.replaceChildren(...data.marks.map((mark, index) => {
    const item = make("li", mark.status)
    const sign = make("span", "sign")
    sign.append(shape(mark.status === "withdrawn" ? "refused" : mark.status))
    const body = make("div")
    body.append(make("div", "title", mark.title))
    body.append(make("div", "words", mark.words))
    if (mark.since) body.append(asked(mark))
    if (mark.note) body.append(make("div", "note", mark.note))
    if (mark.details) {
      const details = make("details")
      details.open = open.has(index)
      details.append(make("summary", "", "Details"), make("pre", "", mark.details))
      body.append(details)
    }
    item.append(sign, body)
    return item
  }))
  tick(list, data.now)
  clearInterval(list.countersignLeft)
  countDown(list, data.now)
  list.countersignLeft = setInterval(() => countDown(list, data.now), 5000)
  return () => [list.countersignTick, list.countersignLeft].forEach(clearInterval)
}
