# The story's daemon in one of its states. usage: daemon.pl ROLE ADDRESS [PORT]
use strict;
use Socket;
use POSIX ();

my ($role, $address, $port) = @ARGV;
my $null = POSIX::open("/dev/null", POSIX::O_RDWR());
$null = POSIX::dup2($null, 9);

sub settle {
    $0 = $_[0];
    syswrite STDOUT, "ready $_[1]\n";
    POSIX::dup2($null, 1);
    POSIX::close($null);
}

sub connected {
    socket(my $socket, PF_INET, SOCK_STREAM, 0) or exit 1;
    connect($socket, sockaddr_in($port, inet_aton($address))) or exit 1;
    return $socket;
}

if ($role eq "listener") {
    socket(my $server, PF_INET, SOCK_STREAM, 0) or exit 1;
    bind($server, sockaddr_in(0, inet_aton($address))) or exit 1;
    listen($server, 16) or exit 1;
    my ($chosen) = sockaddr_in(getsockname $server);
    settle("db-stand-in", $chosen);
    my @clients;
    while (accept(my $client, $server)) { push @clients, $client }
}
elsif ($role eq "healthy") {
    my $database = connected();
    settle("dnsdump-ok.pl", fileno $database);
    sleep 3600 while 1;
}
elsif ($role eq "closed") {
    close STDERR;
    settle("dnsdump-bomb.pl", 0);
    sleep 3600 while 1;
}
elsif ($role eq "socket") {
    close STDERR;
    my $database = connected();
    settle("dnsdump.pl", fileno $database);
    sleep 3600 while 1;
}
