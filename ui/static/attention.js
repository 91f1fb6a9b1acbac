// One title a page, however often this part is drawn.
const seen = (globalThis.countersignSeen ??= { count: null, missed: 0 })
const MARKED = /^\(\d+\) /
const plain = () => document.title.replace(MARKED, "")
const show = () => {
  const title = seen.missed ? `(${seen.missed}) ${plain()}` : plain()
  if (document.title !== title) document.title = title
}
if (!seen.watching) {
  seen.watching = true
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return
    seen.missed = 0
    show()
  })
  // Streamlit writes the title anew with each page.
  const title = document.querySelector("title")
  if (title) new MutationObserver(show).observe(title, { childList: true })
}
export default function ({ data }) {
  const more = seen.count === null ? 0 : Math.max(0, data.count - seen.count)
  seen.count = data.count
  if (document.hidden) seen.missed += more
  show()
}
