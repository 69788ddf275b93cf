import { Anchor, Text } from '@mantine/core'

const isWebAddress = (link: string): boolean => /^https?:\/\//i.test(link)

/** What an import said is a thing's address: anything but a web address stays text. */
export const WebLink = ({ link, text }: { link: string; text: string }) =>
  isWebAddress(link) ? (
    <Anchor href={link} target="_blank" rel="noreferrer" fz="sm">
      {text}
    </Anchor>
  ) : (
    <Text span size="sm">
      {text}
    </Text>
  )
