export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector("ol")
  const open = new Set([...list.querySelectorAll("details[open]")].map((each) => each.dataset.said))
  list.replaceChildren(...data.rows.map((row) => {
    const item = make("li")
    const head = make("div", "head")
    head.append(make("span", "number " + row.source, row.number), make("span", "words", row.words))
    item.append(head)
    if (row.said) {
      const details = make("details")
      details.dataset.said = row.said
      details.open = open.has(row.said)
      const summary = make("summary", "", "What it says")
      summary.setAttribute("aria-label", "What it says, source " + row.number)
      const said = make("blockquote", "", row.said)
      said.dir = "auto"
      details.append(summary, said)
      item.append(details)
    }
    if (row.message) {
      const button = make("button", "whole", "Show it in the conversation")
      button.type = "button"
      button.setAttribute("aria-label", "Show source " + row.number + " in the conversation")
      button.onclick = () => setTriggerValue("pick", row.message)
      item.append(button)
    }
    return item
  }))
}
