export default function ({ data, parentElement }) {
  const words = parentElement.querySelector("p")
  words.textContent = data.words
  if (words.countersignArrived) return
  words.countersignArrived = true
  setTimeout(() => words.scrollIntoView({ block: "center" }), 400)
}
