Object.assign(SHAPES, {
  photo: "M4 7.5h3.5L9 5h6l1.5 2.5H20a1 1 0 0 1 1 1V18a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8.5a1 1 0 0 1 1-1M12 9.5a3.5 3.5 0 1 0 .01 0",
  inspection: "M10.5 4a6.5 6.5 0 1 0 .01 0M15.5 15.5 21 21",
  identity_check: "M4 5h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1M8.5 9a1.8 1.8 0 1 0 .01 0M5.8 15.5c.7-2 4.7-2 5.4 0M14.5 10h4M14.5 14h4",
  delivery_check: "M3.5 8 12 3.5 20.5 8v8L12 20.5 3.5 16zM8.5 12l2.5 2.5 4.5-5",
  pickup: "M4 14v5a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-5M12 15V4M7.5 8.5 12 4l4.5 4.5",
  drop_off: "M4 14v5a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-5M12 4v11M7.5 10.5 12 15l4.5-4.5",
  delivery: "M2.5 6.5h11v10h-11zM13.5 10h4l3.5 3.5v3h-7.5M7 16.5a1.8 1.8 0 1 0 .01 0M17 16.5a1.8 1.8 0 1 0 .01 0",
  clock: "M12 3.5a8.5 8.5 0 1 0 .01 0M12 7.5V12l3 2",
  place: "M12 21c-4.5-4.5-6.5-7.8-6.5-10.5a6.5 6.5 0 0 1 13 0C18.5 13.2 16.5 16.5 12 21M12 8.5a2 2 0 1 0 .01 0",
})
const line = (name, icon, element) => {
  const row = make("div", name)
  row.append(shape(icon), element)
  return row
}
export default function ({ data, parentElement }) {
  const card = parentElement.querySelector(".offer")
  const top = make("div", "top")
  top.append(line("kind", data.kind, make("span", "", data.words)))
  if (data.reward) top.append(make("span", "reward", data.reward))
  const text = make("div", "text", data.text)
  const until = make("span")
  until.dataset.until = data.until
  until.dataset.by = "by "
  until.dataset.late = "the time is over"
  const parts = [top, line("place", "place", make("span", "", data.place)), text]
  card.replaceChildren(...parts, line("until", "clock", until))
  tick(card, data.now)
  const whole = () => {
    parentElement.countersignWhole = true
    card.classList.add("whole")
    card.querySelector("button")?.remove()
  }
  if (parentElement.countersignWhole) whole()
  else if (text.scrollHeight > text.clientHeight + 2) {
    const more = make("button", "", "Read it all")
    more.onclick = whole
    text.after(more)
  }
  return () => clearInterval(card.countersignTick)
}
