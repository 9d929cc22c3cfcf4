# varnishd (package varnish), without rules, for which it would need a C compiler.
daemon() {
  mkdir work
  closing varnishd -j none -b none -a 127.0.0.1:8081 -n "$PWD/work" -P "$PWD/pid"
}
