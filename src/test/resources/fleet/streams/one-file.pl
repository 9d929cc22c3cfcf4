# Opens a data file while 2 is free. Perl sets close-on-exec on none of 0, 1 and 2.
require "/opt/ready.pl";
close STDERR;
open my $file, ">", "/srv/invoices" or die;
ready();
