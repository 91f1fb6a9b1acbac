const TAGS = { "=": "span", "+": "ins", "-": "del" }
export default function ({ data, parentElement }) {
  parentElement.querySelector("dl").replaceChildren(...data.rows.map((row) => {
    const line = make("div", "row")
    const value = make("dd")
    value.append(...row.pieces.map(([sign, text]) => make(TAGS[sign], "", text)))
    if (row.note) value.append(make("span", "note", row.note))
    line.append(make("dt", "", row.name), value)
    return line
  }))
}
