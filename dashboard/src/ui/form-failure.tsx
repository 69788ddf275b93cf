import { useFailureText } from './failure-text.ts'
import { Note } from './note.tsx'

/** Why a form was refused, above its button; nothing while it was not. */
export const FormFailure = ({ error }: { error: unknown }) => {
  const textOf = useFailureText()
  if (!error) return null
  const { message, fix } = textOf(error)
  return (
    <Note tone="bad" isUrgent>
      {message} {fix}
    </Note>
  )
}
