# squashfuse, a file system in a process (packages squashfuse and squashfs-tools).
mounted() {
  mkdir tree mount
  mksquashfs tree image -quiet -no-progress >/dev/null
  closing squashfuse image mount
}
