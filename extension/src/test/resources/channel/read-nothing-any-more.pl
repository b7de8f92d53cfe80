# shuts its side of the channel for reading, so that writing to it fails at once; then sends what it gets on stdin
use Socket;
open(my $channel, '+<&=', 3) or die;
shutdown($channel, SHUT_RD) or die;
$| = 1;
print "shut\n";
while (my $line = <STDIN>) { syswrite($channel, $line); }
