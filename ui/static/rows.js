export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector("ol")
  list.setAttribute("aria-label", data.label)
  const focused = list.getRootNode().activeElement?.dataset?.id
  list.replaceChildren(...data.rows.map((row) => {
    const item = make("li")
    const button = make("button")
    button.dataset.id = row.id
    button.setAttribute("aria-current", String(row.id === data.open))
    const title = make("span", "title")
    if (row.fresh) title.append(make("span", "fresh", "New"))
    title.append(row.title)
    button.append(title)
    const meta = make("span", "meta")
    if (row.note) meta.append(make("span", row.mood, row.note))
    if (row.since) {
      const since = make("span")
      since.dataset.since = row.since
      since.dataset.before = row.before
      since.dataset.after = " ago"
      meta.append(since)
    }
    if (row.until) {
      const until = make("span")
      until.dataset.until = row.until
      until.dataset.by = "by "
      until.dataset.late = "the time is over"
      meta.append(until)
    }
    button.append(meta)
    button.onclick = () => setTriggerValue("pick", row.id)
    item.append(button)
    return item
  }))
  if (focused) list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus()
  tick(list, data.now)
  return () => clearInterval(list.countersignTick)
}
