import { Dialog } from "../ui/Dialog.tsx"
import ui from "../ui/ui.module.css"
import { words } from "../words/words.ts"
import { setLetters, useLetters } from "./letters.ts"

/** Every key and what it does; here they are switched off. */
const KeysDialog = ({ close }: { readonly close: () => void }) => {
  const isOn = useLetters()
  return (
    <Dialog title={words.keys.title} close={close}>
      <label>
        <input type="checkbox" checked={isOn} onChange={(event) => setLetters(event.target.checked)} />{" "}
        {words.keys.letters} <span className="soft">({words.keys.lettersHint})</span>
      </label>
      <table>
        <tbody>
          {words.keys.list.map(([key, meaning]) => (
            <tr key={key}>
              <th scope="row">
                <kbd className={ui.key}>{key}</kbd>
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}

export default KeysDialog
