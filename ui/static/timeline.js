export default function ({ data, parentElement }) {
  const list = parentElement.querySelector("ol")
  const open = new Set()
  list.querySelectorAll("li").forEach((item, index) => {
    if (item.querySelector("details")?.open) open.add(index)
  })
  list.replaceChildren(...data.marks.map((mark, index) => {
    const item = make("li", mark.status)
    const sign = make("span", "sign")
    sign.append(shape(mark.status))
    const body = make("div")
    body.append(make("div", "title", mark.title))
    const words = make("div", "words", mark.words)
    if (mark.since) {
      const since = make("span")
      since.dataset.since = mark.since
      since.dataset.before = ", for "
      words.append(since)
    }
    body.append(words)
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
  return () => clearInterval(list.countersignTick)
}
