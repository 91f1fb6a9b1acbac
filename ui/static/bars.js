const percent = (share) => Math.round(share * 10000) / 100 + "%"
const span = (name, from, to) => {
  const element = make("i", name)
  element.style.left = percent(from)
  element.style.width = percent(Math.max(to - from, 0.004))
  return element
}
export default function ({ data, parentElement }) {
  parentElement.querySelector("dl").replaceChildren(...data.bars.map((bar) => {
    const row = make("div", "row " + bar.mood)
    const value = make("dd")
    const track = make("div", "track")
    track.setAttribute("aria-hidden", "true")
    if (bar.wanted) track.append(span("wanted", ...bar.wanted))
    if (bar.low !== null) track.append(span("range", bar.low, bar.high))
    if (bar.share !== null) {
      track.append(bar.low === null ? span("fill", 0, bar.share) : span("mark", bar.share, bar.share))
    }
    value.append(track, make("div", "words", bar.words))
    row.append(make("dt", "", bar.label), value)
    return row
  }))
}
