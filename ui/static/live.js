// One socket a page, however many parts listen to it.
const hub = (globalThis.countersignLive ??= (() => {
  const known = { listeners: new Set(), version: null }
  let pause = 500
  const open = () => {
    const scheme = location.protocol === "https:" ? "wss://" : "ws://"
    const socket = new WebSocket(scheme + location.host + "/api/live")
    socket.onmessage = (event) => {
      pause = 500
      known.version = Number(event.data)
      // Told in one moment, Streamlit would rerun only one of the fragments that they stand in.
      let turn = 0
      for (const listener of known.listeners) setTimeout(listener, 80 * turn++, known.version)
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
export default function ({ data, parentElement, setTriggerValue }) {
  if (parentElement.countersignHeard) return parentElement.countersignLeave
  let heard = hub.version
  const listener = (version) => {
    if (version === heard) return
    heard = version
    setTriggerValue("changed", version)
  }
  parentElement.countersignHeard = listener
  hub.listeners.add(listener)
  return (parentElement.countersignLeave = () => {
    hub.listeners.delete(listener)
    parentElement.countersignHeard = null
  })
}
