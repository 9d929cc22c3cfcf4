# Reads apk's database of installed packages (apk-tools, src/database.c): lines `LETTER:VALUE`, an empty line after each
# package but perhaps the last. Calls found(NAME, VERSION, ARCHITECTURE, STATE) for each package, and, if files is set,
# owned(PATH, NAME) for each of its files. Ends with 3 if it is not as apk writes it, such as one that was cut.
/^R:/ {
  if (files) owned("/" folder (folder == "" ? "" : "/") substr($0, 3), name)
  lines++
  next
}
/^P:/ {
  if (name != "") strange()
  name = substr($0, 3)
}
/^V:/ { version = substr($0, 3) }
/^A:/ { architecture = substr($0, 3) }
/^F:/ { folder = substr($0, 3) }
/^[A-Za-z]:/ {
  lines++
  next
}
$0 == "" {
  end_of_package()
  next
}
{ strange() }
# The package whose last line was read. Changes all that belongs to it.
function end_of_package() {
  if (!lines) return
  # one with an architecture tells that this apk writes them
  if (name == "" || version == "" || architectures && architecture == "") strange()
  if (architecture != "") architectures = 1
  found(name, version, architecture, "installed")
  lines = 0
  name = version = architecture = folder = ""
}
# Gives up.
function strange() { gave_up = 1; exit 3 }
END {
  if (!gave_up) end_of_package()
  if (gave_up) exit 3
  report()
}
