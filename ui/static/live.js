// What somebody does here is answered by a run of its own; what the house tells at the same time waits
// for so long, or that run would share the server and the page with a second one about the same change.
const CALM_MILLISECONDS = 400
// One socket a page, however many parts listen to it.
const hub = (globalThis.countersignLive ??= (() => {
  const known = { listeners: new Set(), version: null }
  let pause = 500, actedAt = -Infinity, waiting = 0
  for (const act of ["keydown", "pointerdown"]) {
    addEventListener(act, () => { actedAt = performance.now() }, { capture: true, passive: true })
  }
  const tell = () => {
    waiting = 0
    // Told in one moment, Streamlit would rerun only one of the fragments that they stand in.
    let turn = 0
    for (const listener of known.listeners) setTimeout(listener, 80 * turn++)
  }
  const open = () => {
    const scheme = location.protocol === "https:" ? "wss://" : "ws://"
    const socket = new WebSocket(scheme + location.host + "/api/live")
    socket.onmessage = (event) => {
      pause = 500
      known.version = Number(event.data)
      waiting ||= setTimeout(tell, Math.max(0, actedAt + CALM_MILLISECONDS - performance.now()))
    }
    socket.onclose = (event) => {
      if (event.code === 4401) {
        location.assign("/signin?next=" + encodeURIComponent(location.pathname + location.search))
        return
      }
      setTimeout(open, pause)
      pause = Math.min(pause * 1.6, 5000)
    }
  }
  open()
  return known
})())
// A trigger that meets a run in progress can be lost, so it is repeated until the fragment has
// answered with the version that it has seen.
const REPEAT_MILLISECONDS = 1500
export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.countersignSeen = data.seen
  if (parentElement.countersignLeave) return parentElement.countersignLeave
  const tell = () => {
    if (hub.version === null || hub.version === parentElement.countersignSeen) return
    setTriggerValue("changed", hub.version)
  }
  hub.listeners.add(tell)
  const repeating = setInterval(tell, REPEAT_MILLISECONDS + 300 * hub.listeners.size)
  tell()
  return (parentElement.countersignLeave = () => {
    clearInterval(repeating)
    hub.listeners.delete(tell)
    parentElement.countersignLeave = null
  })
}
