# The order of the folders, for the scripts that hold it: tools/check-source reads the includes,
# tools/check-symbols the references between the objects.
package house;
use strict;
use warnings;

# The headers and symbols that each folder may use, its own included.
my %uses = (
	base      => 'base',
	chain     => 'chain base',
	ur        => 'ur chain base',
	dataset   => 'dataset chain base',
	drop      => 'drop chain base',
	influence => 'influence base',
	wallet    => 'wallet chain base',
	cache     => 'cache chain base',
	client    => 'client chain base',
	audit     => 'audit cache chain base',
	card      => 'card chain base',
	app       => 'app card audit client cache wallet influence dataset chain base',
	lists     => 'lists app card audit client cache wallet influence dataset chain base',
	models    => 'models lists app card audit client cache wallet influence dataset chain base',
	operator  => 'operator models lists app card audit client cache wallet influence dataset chain base',
	backup    => 'backup app card audit client cache wallet influence dataset chain base',
	act       => 'act backup models lists app card audit client cache wallet influence dataset ur chain base',
	sync      => 'sync drop act backup models lists app card audit client cache wallet influence dataset ur chain base',
	jobs      => 'jobs sync drop act backup models lists app card audit client cache wallet influence dataset ur chain base',
	tui       => 'tui jobs sync act backup models lists app card audit ur chain base',
	cli       => 'cli jobs sync act backup operator models lists app card audit ur chain base',
);
our %may_use = map { my $f = $_; $f => { map { $_ => 1 } split ' ', $uses{$f} } } keys %uses;

# The folders from the lowest to the highest.
our @order = qw(base chain ur dataset drop influence wallet cache client audit card app lists models operator backup act sync jobs tui cli);

# The rooms of use cases: their headers that tui or cli reach show only types of the folders in %face.
our %room = map { $_ => 1 } qw(app lists models operator backup act sync jobs);
our %face = map { $_ => 1 } qw(app lists models operator backup act sync jobs card ur chain base);

# The headers of audit that may stand in such a face, and that tui and cli may include.
our %audit_face = map { $_ => 1 } qw(audit/soundness.h);

# audit and card are pure: of cache, audit may include the types of rows, but it calls nothing there,
# and of base neither calls anything that reads, writes or waits.
our %pure = (
	audit => qr{^(audit|chain)/|^base/(?!(file|log|config|clock|random|secret)\.)},
	card  => qr{^(card|chain)/|^base/(?!(file|log|config|clock|random|secret)\.)},
);

# The one place of the program below that starts what stands beside it, and becomes the signer.
our %start = ('cli/main.c' => { tui => 1, wallet => 1 });

1;
