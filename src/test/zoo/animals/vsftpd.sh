# vsftpd (package vsftpd).
daemon() {
  printf '%s\n' listen=YES listen_port=8049 background=YES secure_chroot_dir="$PWD" >vsftpd.conf
  closing vsftpd "$PWD/vsftpd.conf"
}

foreground() {
  printf '%s\n' listen=YES listen_port=8050 background=NO secure_chroot_dir="$PWD" >vsftpd.conf
  exec closing vsftpd "$PWD/vsftpd.conf"
}
