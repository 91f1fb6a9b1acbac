const TAGS = { "=": "span", "+": "ins", "-": "del" }
const NAMES = { "=": "kept", "+": "new", "-": "gone", "…": "gap" }
export default function ({ data, parentElement }) {
  parentElement.querySelector("p").textContent = data.words
  const place = parentElement.querySelector(".lines")
  place.hidden = !data.lines.length
  place.replaceChildren(...data.lines.map((line) => {
    const row = make("div", "line " + NAMES[line.sign])
    const text = make("span", "text")
    text.append(...line.pieces.map(([sign, words]) => make(TAGS[sign], "", words)))
    row.append(make("span", "number", line.number || ""),
      make("span", "sign", line.sign === "=" ? "" : line.sign), text)
    return row
  }))
}
