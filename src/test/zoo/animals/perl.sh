# Perl programs (package perl).
# shellcheck disable=SC2016 # these are variables of Perl
service() {
  exec closing perl -e 'open my $data, ">", "orders.csv" or die; sleep 1000'
}

# As perlipc(1) tells it: 0, 1 and 2 on /dev/null.
careful_daemon() {
  closing perl -MPOSIX=setsid -e '
    open STDIN, "<", "/dev/null"; open STDOUT, ">", "/dev/null";
    exit if fork; setsid; open STDERR, ">&", STDOUT; sleep 1000'
}

# It closes its standard streams and opens a file and a socket.
# shellcheck disable=SC2016 # these are variables of Perl
careless_daemon() {
  closing perl -MIO::Socket::INET -e '
    exit if fork; close STDIN; close STDOUT; close STDERR;
    open my $data, ">", "orders.csv" or die;
    my $server = IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") or die;
    my $client = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $server->sockport) or die;
    sleep 1000'
}
