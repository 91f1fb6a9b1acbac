export default function ({ data, parentElement }) {
  parentElement.querySelector(".articles").replaceChildren(...data.cards.map((card) => {
    const part = make("section")
    const list = make("dl")
    list.append(...card.rows.map(([about, value, key]) => {
      const row = make("div", value.length > 34 ? "row long" : "row")
      row.title = key
      row.append(make("dt", "", about), make("dd", "", value))
      return row
    }))
    part.append(make("h3", "", card.title), list)
    return part
  }))
}
