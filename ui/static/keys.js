// One press, at most one decision: a held key does not count, nothing counts before the item has been
// looked at, and while an answer is awaited a deciding key is not read at all.
const REPEAT_MILLISECONDS = 1500
// A field can go from under somebody's hands: what they type on is no key until they pause so long.
const PAUSE_MILLISECONDS = 1500
const TOO_SOON = "It has only just opened; look at it first."
const UNDER_WAY = " …"
const FIELDS = "input, textarea, select, [contenteditable=true], [role=combobox], [role=listbox]"
const OVERLAYS = "[data-testid=stDialog], [role=dialog], [aria-modal=true], [role=menu]"

const nameOf = (event) => {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.ctrlKey || event.metaKey ? "ctrl+" + key : key
}
const say = (part, words) => {
  const place = part.root.querySelector(".told")
  place.textContent = words
  clearTimeout(part.saying)
  part.saying = setTimeout(() => { place.textContent = "" }, 2600)
}
const send = (part, event) => {
  part.count = Math.max(part.count + 1, Date.now())
  part.sent = { ...event, n: part.count, item: part.data.item }
  const trigger = () => part.sent && part.tell("press", part.sent)
  trigger()
  clearInterval(part.repeating)
  // A trigger that meets a run in progress can be lost; the server counts a number once.
  part.repeating = setInterval(trigger, REPEAT_MILLISECONDS)
}
const enter = (begins, tries) => {
  const field = document.querySelector(`[class*="st-key-${begins}-"] :is(input, textarea)`)
  if (field) field.focus()
  else if (tries) setTimeout(() => enter(begins, tries - 1), 40)
}
const move = (part, step) => {
  const order = part.data.order
  const from = order.indexOf(part.wanted || part.data.open)
  const to = order[from < 0 ? 0 : from + step]
  if (!to) return say(part, step > 0 ? "This is the last one." : "This is the first one.")
  part.wanted = to
  if (!part.sent) send(part, { act: "go", to })
}
const act = (part, key) => {
  if (key.act === "next" || key.act === "previous") {
    part.next = null
    return move(part, key.act === "next" ? 1 : -1)
  }
  if (key.act === "help") return part.help.open ? part.help.close() : part.help.showModal()
  if (part.sent) return
  if (key.decides && performance.now() - part.shownAt < part.data.look) {
    return say(part, TOO_SOON)
  }
  if (key.decides) say(part, key.words + UNDER_WAY)
  send(part, { act: key.act, decides: key.decides, opens: key.opens })
}
const press = (part, event) => {
  if (event.altKey || event.isComposing || event.keyCode === 229) return
  const target = event.composedPath()[0]
  if (part.help.open) {
    if (event.key === "?" && !event.repeat) part.help.close()
    return
  }
  const found = part.data.keys.find((key) => key.key === nameOf(event))
  const typing = target?.closest?.(FIELDS)
  if (typing) {
    part.field = event.key === "Enter" && target.tagName === "INPUT" ? null : target
    part.typedAt = performance.now()
  } else if (part.field && !part.field.isConnected && performance.now() - part.typedAt < PAUSE_MILLISECONDS) {
    part.typedAt = performance.now()
    return say(part, "What you typed into is gone; pause a moment, then keys count again.")
  }
  // A field within another part is that part's own: nothing that is open is meant by its keys.
  if (typing && target.getRootNode() !== document) return
  // What follows a key at once is kept until it is answered.
  if (!typing && !event.repeat && part.sent) part.next = nameOf(event)
  if (!found || document.querySelector(OVERLAYS)) return
  if (typing && (!found.typing || target.getAttribute("aria-expanded") === "true")) return
  event.preventDefault()
  if (!typing) event.stopImmediatePropagation()
  if (event.repeat) return
  if (!typing) return act(part, found)
  part.field = null
  // What was typed must reach the server before the key does.
  target.blur()
  setTimeout(() => act(part, found), 120)
}
// The server measures the look, too, but from when it sent the item: on a busy machine that is long
// before anybody sees it.
const click = (part, event) => {
  const place = event.target.closest?.("button")?.closest('[class*="st-key-"]')
  const [, name, item] = place?.className.match(/st-key-(\S+)-(req_\w+-\d+)(?:\s|$)/) || []
  if (!item || name.startsWith("turn-")) return
  const isShown = item === part.data.item.replace(" ", "-")
  if (isShown && performance.now() - part.shownAt >= part.data.look) return
  event.preventDefault()
  event.stopImmediatePropagation()
  say(part, TOO_SOON)
}
const drawHelp = (part) => {
  const list = part.help.querySelector("dl")
  list.replaceChildren(...part.data.keys.flatMap((key) => {
    const name = make("dt")
    name.append(...key.key.split("+").map((one) => make("kbd", "", NAMES[one] || one.toUpperCase())))
    return [name, make("dd", "", key.words)]
  }))
}
const NAMES = { Escape: "Esc", ctrl: "Ctrl", Enter: "Enter" }

export default function ({ data, parentElement, setTriggerValue }) {
  const part = (parentElement.countersignKeys ??= {
    root: parentElement, count: 0, help: parentElement.querySelector("dialog"), item: null,
  })
  part.data = data
  part.tell = setTriggerValue
  parentElement.querySelector(".keys").dataset.quiet = String(data.quiet)
  if (part.item !== data.item) {
    part.item = data.item
    part.shownAt = Infinity
    requestAnimationFrame(() => requestAnimationFrame(() => { part.shownAt = performance.now() }))
  }
  drawHelp(part)
  if (!part.listener) {
    part.listener = (event) => press(part, event)
    part.clicked = (event) => click(part, event)
    document.addEventListener("keydown", part.listener, true)
    document.addEventListener("click", part.clicked, true)
    part.help.querySelector("button").onclick = () => part.help.close()
    parentElement.querySelector(".more").onclick = () => part.help.showModal()
  }
  if (part.sent && data.answered >= part.sent.n) {
    clearInterval(part.repeating)
    const told = part.root.querySelector(".told")
    // What was said since stays to be read.
    if (told.textContent.endsWith(UNDER_WAY)) told.textContent = ""
    if (part.sent.opens) enter(part.sent.opens, 25)
    // Behind a key that only turns the page any may follow, behind a decision only the way back.
    const mayFollow = (key) => !part.sent.decides || key.act === "undo"
    const next = data.keys.find((key) => key.key === part.next && mayFollow(key))
    part.sent = null
    part.next = null
    if (part.wanted === data.open) part.wanted = null
    if (part.wanted && data.order.includes(part.wanted)) send(part, { act: "go", to: part.wanted })
    else {
      part.wanted = null
      if (next) act(part, next)
    }
  }
  return () => {
    document.removeEventListener("keydown", part.listener, true)
    document.removeEventListener("click", part.clicked, true)
    clearInterval(part.repeating)
    clearTimeout(part.saying)
    parentElement.countersignKeys = null
  }
}
