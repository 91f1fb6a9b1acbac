export default function ({ data, parentElement }) {
  parentElement.querySelector(".name").textContent = data.name
}
