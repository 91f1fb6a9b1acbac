const address = (flip) => flip.request
  ? "/review?request=" + encodeURIComponent(flip.request)
  : "/conversations?thread=" + encodeURIComponent(flip.thread)
export default function ({ data, parentElement }) {
  parentElement.querySelector("ol").replaceChildren(...data.flips.map((flip) => {
    const item = make("li", flip.mood)
    const link = make("a", "", flip.name)
    link.href = address(flip)
    link.target = "_self"
    const way = make("span", "way")
    way.append(make("span", "", flip.before), make("span", "arrow", " → "), make("b", "", flip.after))
    const small = make("div", "small soft")
    small.append(make("time", "", clock(flip.at)))
    if (flip.settled) small.append(make("span", flip.wrong ? "wrong" : "", flip.settled))
    if (flip.reason) small.append(make("span", "", flip.reason))
    const head = make("div", "head")
    head.append(link, way)
    item.append(head, small)
    return item
  }))
}
