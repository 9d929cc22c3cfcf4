# keepalived (package keepalived), without any address to keep.
daemon() {
  printf 'vrrp_script zoo {\n  script "/bin/true"\n  interval 1000\n}\n' >keepalived.conf
  closing keepalived --vrrp -f "$PWD/keepalived.conf" -p "$PWD/pid" -r "$PWD/vrrp"
}

foreground() {
  printf 'vrrp_script zoo {\n  script "/bin/true"\n  interval 1000\n}\n' >keepalived.conf
  exec closing keepalived --vrrp -n -l -f "$PWD/keepalived.conf" -p "$PWD/pid" -r "$PWD/vrrp"
}
