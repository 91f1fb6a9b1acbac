// While somebody types, the change is painted from the field itself; what the server then says of the
// committed values replaces it, and only those are sent.
const TOKENS_TIMES_TOKENS = 1000000
const tokens = (text) => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) || []
const middle = (old, now) => {
  if (old.length * now.length > TOKENS_TIMES_TOKENS) return [["-", old.join("")], ["+", now.join("")]]
  const width = now.length + 1
  const common = new Uint32Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i * width + j] = old[i] === now[j]
        ? common[(i + 1) * width + j + 1] + 1
        : Math.max(common[(i + 1) * width + j], common[i * width + j + 1])
    }
  }
  const pieces = []
  let i = 0, j = 0
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) { pieces.push(["=", old[i++]]); j++ }
    else if (j >= now.length || (i < old.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      pieces.push(["-", old[i++]])
    } else pieces.push(["+", now[j++]])
  }
  return pieces
}
const compared = (before, after) => {
  const old = tokens(before), now = tokens(after)
  let start = 0, end = 0
  while (start < old.length && start < now.length && old[start] === now[start]) start++
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const pieces = [["=", old.slice(0, start).join("")]]
  pieces.push(...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)))
  pieces.push(["=", old.slice(old.length - end).join("")])
  const runs = []
  for (const [sign, text] of pieces.filter(([, text]) => text)) {
    if (runs.at(-1)?.[0] === sign) runs.at(-1)[1] += text
    else runs.push([sign, text])
  }
  return runs
}
const TAGS = { "=": "span", "+": "ins", "-": "del" }
const sum = (row, text) => {
  const minor = Number(text)
  if (!row.currency || !text.trim() || !Number.isFinite(minor)) return text
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  return row.currency + (minor / 100).toLocaleString("en-US", digits)
}
export default function ({ data, parentElement }) {
  const part = (parentElement.countersignChanges ??= {})
  part.rows = data.rows.map((row) => ({ ...row }))
  part.draw = () => {
    const changed = part.rows.filter((row) => row.before !== row.after)
    parentElement.querySelector("p").textContent = changed.length ? "" : data.none
    parentElement.querySelector("dl").replaceChildren(...changed.map((row) => {
      const line = make("div", "row")
      const value = make("dd")
      const pieces = row.currency
        ? [["-", sum(row, row.before)], ["+", sum(row, row.after)]]
        : compared(row.before, row.after)
      for (const [sign, text] of pieces) value.append(make(TAGS[sign], "", text), sign === "-" ? " " : "")
      line.append(make("dt", "", row.name), value)
      return line
    }))
  }
  part.draw()
  if (!part.listener) {
    part.listener = (event) => {
      const field = event.target
      if (!field.closest || field.type === "checkbox") return
      const row = part.rows.find((one) => field.closest("." + CSS.escape(one.field)))
      if (!row) return
      row.after = field.value
      part.draw()
    }
    document.addEventListener("input", part.listener, true)
  }
  return () => {
    document.removeEventListener("input", part.listener, true)
    parentElement.countersignChanges = null
  }
}
