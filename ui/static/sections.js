export default function ({ data, parentElement, setTriggerValue }) {
  const bar = parentElement.querySelector(".sections")
  const focused = bar.getRootNode().activeElement?.dataset?.id
  bar.replaceChildren(...data.sections.map(([id, words]) => {
    const button = make("button", "", words)
    button.dataset.id = id
    button.setAttribute("role", "tab")
    button.setAttribute("aria-selected", String(id === data.open))
    button.onclick = () => setTriggerValue("pick", id)
    return button
  }))
  if (focused) bar.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus()
}
