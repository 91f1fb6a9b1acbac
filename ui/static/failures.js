export default function ({ data, parentElement }) {
  parentElement.querySelector("h3").textContent = data.title
  parentElement.querySelector("ol").replaceChildren(...data.cards.map((card) => {
    const item = make("li")
    const name = make("div", "name")
    name.append(shape("failed"), make("span", "", card.name))
    const text = make("div", "text", card.text)
    text.tabIndex = 0
    item.append(name, text)
    return item
  }))
}
