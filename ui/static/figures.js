// Ages tick here; the server is asked for nothing. Only what is late may be loud.
const span = (seconds) => {
  const pad = (number) => String(number).padStart(2, "0")
  const days = Math.floor(seconds / 86400)
  if (days) return days + " d " + Math.floor(seconds % 86400 / 3600) + " h"
  const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds % 3600 / 60)
  return (hours ? hours + ":" + pad(minutes) : minutes) + ":" + pad(seconds % 60)
}
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".figures")
  const find = (name) => root.querySelector(name)
  const ahead = data.now - Date.now()
  const draw = () => {
    const now = Date.now() + ahead
    const past = Math.max(0, Math.floor((now - data.at) / 1000))
    const late = Math.max(data.late, data.moments.filter((at) => now - at >= 1000).length)
    const some = data.waiting > 0
    const oldest = data.oldest + past
    const over = Math.max(data.overdue && data.overdue + past, ...data.moments.map((at) => Math.floor((now - at) / 1000)))
    const put = (name, words) => {
      const place = find(name)
      if (place.textContent !== words) place.textContent = words
    }
    root.dataset.late = String(some && late > 0)
    put(".over", some && late ? "+" + span(over) : "")
    put(".why", some && late
      ? (late === 1 ? "1 request is" : late + (data.more && late === data.waiting ? " or more" : "") + " requests are")
        + " past the time that the law allows; the latest by this much"
      : "")
    put(".waiting", data.waiting + (data.more ? "+" : "") + " waiting")
    put(".median", some ? "median age " + span(data.median + past) : "")
    put(".oldest", some ? "oldest " + span(oldest) : "")
    put(".sla", some ? "goal " + span(data.sla) + " each" : "")
  }
  clearInterval(root.countersignTick)
  draw()
  root.countersignTick = setInterval(draw, 1000)
  return () => clearInterval(root.countersignTick)
}
