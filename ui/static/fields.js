const TAGS = { "=": "span", "+": "ins", "-": "del" }
const plain = (value, text) => {
  const place = make("span"), button = make("button", "whole")
  place.textContent = text
  button.type = "button"
  value.append(place, button)
  fold(place, button, text)
}
export default function ({ data, parentElement }) {
  parentElement.querySelector("dl").replaceChildren(...data.rows.map((row) => {
    const line = make("div", "row")
    const value = make("dd")
    value.dir = "auto"
    if (row.pieces.length === 1 && row.pieces[0][0] === "=") plain(value, row.pieces[0][1])
    else value.append(...row.pieces.map(([sign, text]) => make(TAGS[sign], "", text)))
    if (row.note) value.append(make("span", "note", row.note))
    line.append(make("dt", "", row.name), value)
    return line
  }))
}
