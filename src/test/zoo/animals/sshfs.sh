# sshfs (package sshfs). The SFTP server itself stands for the ssh that it starts.
mounted() {
  mkdir mount
  printf '#!/bin/sh\nexec /usr/lib/openssh/sftp-server\n' >ssh
  chmod +x ssh
  closing sshfs -o ssh_command="$PWD/ssh" zoo:/tmp mount
}
