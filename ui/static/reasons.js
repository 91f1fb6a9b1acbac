export default function ({ data, parentElement }) {
  parentElement.querySelector("h3").textContent = data.title
  parentElement.querySelector("ul").replaceChildren(...data.texts.map((text) => {
    const item = make("li")
    item.append(shape("law"), make("span", "", text))
    return item
  }))
}
