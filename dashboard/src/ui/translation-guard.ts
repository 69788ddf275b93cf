/**
 * Browser translation moves text nodes into elements of its own. React then removes or inserts beside a node that is
 * no longer where it was, which throws and blanks the page. Here such a call does nothing instead.
 */
export const surviveBrowserTranslation = (): void => {
  const { removeChild, insertBefore } = Node.prototype
  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    return child.parentNode === this ? (removeChild.call(this, child) as T) : child
  }
  Node.prototype.insertBefore = function <T extends Node>(this: Node, added: T, before: Node | null): T {
    return insertBefore.call(this, added, before?.parentNode === this ? before : null) as T
  }
}
