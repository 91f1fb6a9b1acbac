export default function ({ data, parentElement }) {
  const facts = data.facts.map(([name, words]) => {
    const fact = make("div", "fact")
    fact.append(make("span", "soft", name), make("b", "", words))
    return fact
  })
  if (data.until) {
    const fact = make("div", "fact")
    const until = make("b")
    Object.assign(until.dataset, { until: data.until, by: " ", late: "its time is over" })
    fact.append(make("span", "soft", "Until"), until)
    facts.push(fact)
  }
  parentElement.querySelector(".facts").replaceChildren(...facts)
  parentElement.querySelector("ol").replaceChildren(...data.steps.map((step, index) => {
    const item = make("li", step.over ? "over" : "")
    const sign = make("span", "sign")
    if (step.over) sign.append(shape("done"))
    else sign.textContent = index + 1
    const body = make("div"), head = make("div", "head")
    head.append(make("span", "title", step.title), make("span", "times", step.used || step.times))
    body.append(head)
    if (step.why) {
      const why = make("div", "why", step.why)
      why.dir = "auto"
      body.append(why)
    }
    if (step.bounds.length) {
      const list = make("dl")
      list.append(...step.bounds.map((bound) => {
        const row = make("div", "row"), value = make("dd")
        value.dir = "auto"
        value.append(make("span", bound.loose ? "loose" : "", bound.words))
        row.append(make("dt", "", bound.name), value)
        return row
      }))
      body.append(list)
    }
    item.append(sign, body)
    return item
  }))
  const root = parentElement.querySelector(".facts")
  tick(root, data.now)
  return () => clearInterval(root.countersignTick)
}
