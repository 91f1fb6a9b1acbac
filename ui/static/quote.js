export default function ({ data, parentElement }) {
  const place = parentElement.querySelector("blockquote")
  const about = parentElement.querySelector(".about")
  place.textContent = data.text
  about.replaceChildren()
  if (data.note) about.append(make("span", "", data.note))
  if (data.since) {
    const since = make("span")
    since.dataset.since = data.since
    since.dataset.before = ""
    since.dataset.after = " ago"
    about.append(since)
  }
  if (place.countersignText !== data.text) place.dataset.whole = "false"
  place.countersignText = data.text
  fold(place, parentElement.querySelector(".whole"), data.text)
  tick(about, data.now)
  return () => clearInterval(about.countersignTick)
}
