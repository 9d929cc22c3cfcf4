# Postfix (package postfix), as the package set it up.
daemon() {
  postconf -e inet_interfaces=127.0.0.1 inet_protocols=ipv4 myhostname=zoo.example compatibility_level=3.6
  closing postfix start
}
