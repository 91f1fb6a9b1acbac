const moment = (at) => new Date(at).toLocaleTimeString([], {
  hour: "2-digit", minute: "2-digit", second: "2-digit",
})
export default function ({ data, parentElement }) {
  parentElement.querySelector(".actions").replaceChildren(...data.actions.map((action) => {
    const part = make("section")
    const list = make("ol")
    list.append(...action.moments.map((said) => {
      const item = make("li")
      const time = make("time", "mono", moment(said.at))
      time.title = new Date(said.at).toLocaleString()
      const words = make("div")
      words.append(make("span", "who", said.who), make("span", "text", said.text))
      item.append(time, words)
      return item
    }))
    part.append(make("h4", "", action.name), list)
    return part
  }))
}
