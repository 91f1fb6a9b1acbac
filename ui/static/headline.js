export default function ({ data, parentElement }) {
  const find = (name) => parentElement.querySelector(name)
  find(".eyebrow").textContent = data.eyebrow
  find("h2").textContent = data.title
  find(".badges").replaceChildren(...data.badges.map(([words, mood]) => make("span", mood, words)))
  const meta = data.meta.map((words) => make("span", "", words))
  if (data.since) {
    const since = make("span")
    since.dataset.since = data.since
    since.dataset.before = "asked "
    since.dataset.after = " ago"
    since.title = new Date(data.since).toLocaleString()
    meta.push(since)
  }
  if (data.until) {
    const until = make("span")
    until.dataset.until = data.until
    until.dataset.by = data.by
    until.dataset.late = data.late
    meta.push(until)
  }
  const place = find(".meta")
  place.replaceChildren(...meta)
  tick(place, data.now)
  return () => clearInterval(place.countersignTick)
}
