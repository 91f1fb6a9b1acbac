const TAGS = { "=": "span", "+": "ins", "-": "del" }
// A mark is told apart by its line and its number, and said aloud, not by its colour alone.
const marked = (text, source, number, told) => {
  const mark = make("mark", source)
  mark.append(make("span", "", text), make("span", "unseen", " (" + told + (number ? ", source " : "")))
  if (number) mark.append(make("span", "number", number))
  mark.append(make("span", "unseen", ")"))
  return mark
}
const painted = (value, pieces) => {
  const length = pieces.reduce((sum, piece) => sum + piece[1].length, 0)
  const place = make("span"), button = make("button", "whole")
  button.type = "button"
  place.append(...pieces.map(([sign, text, ...rest]) => sign === "@" ? marked(text, ...rest) : make(TAGS[sign], "", text)))
  value.append(place, button)
  button.hidden = length <= FOLDED_CHARACTERS
  if (button.hidden) return
  const draw = () => {
    const open = place.dataset.whole === "true"
    place.className = open ? "" : "folded"
    button.textContent = open ? "Show less" : "Show all " + length.toLocaleString("en-US") + " characters"
    button.setAttribute("aria-expanded", String(open))
  }
  button.onclick = () => { place.dataset.whole = String(place.dataset.whole !== "true"); draw() }
  draw()
}
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
    else if (row.pieces.some(([sign]) => sign === "@")) painted(value, row.pieces)
    else value.append(...row.pieces.map(([sign, text]) => make(TAGS[sign], "", text)))
    if (row.note) value.append(make("span", "note", row.note))
    if (row.doubt) value.append(make("span", "doubt", row.doubt))
    line.append(make("dt", "", row.name), value)
    return line
  }))
}
