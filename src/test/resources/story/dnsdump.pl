# The story's daemon. usage: dnsdump.pl STATE DATABASE-ADDRESS
use strict;
use POSIX ();
use DBI;
use DBD::mysql;

my ($state, $address) = @ARGV;
my $dsn = "DBI:mysql:database=mysql;host=$address;port=3306";
open STDIN, '<', '/dev/null' or die;
my @log = ("/tmp/$state.ready");
sub ready { open my $log, '>', $log[0] or die; print {$log} "ready\n"; close $log }
sub connected { return DBI->connect($dsn, 'app', 'app', { RaiseError => 1, PrintError => 0 }) }

# Everything the driver loads is loaded before a descriptor is missing.
connected()->disconnect;
my $database;
if ($state eq 'healthy') { open STDERR, '>', '/dev/null' or die; $database = connected() }
elsif ($state eq 'closed') { close STDERR }
elsif ($state eq 'socket') { close STDERR; $database = connected() }
else { die "no such state: $state\n" }
$0 = "dnsdump-$state";
ready();
sleep 3600 while 1;
