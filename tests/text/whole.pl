#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
#
# usage: whole.pl SOURCE TEXT [LINES [all]]
#
# What of a page's text, as a reader gave it (TEXT), came back in pieces:
#
#   word  WORD N   a word of Latin letters, digits and what stands inside them
#                  (17:00, www.example.cn): so often too seldom, as it came
#                  with blanks inside
#   line  LINE     a line of a page (LINES: `hongtou dump -s pages`) that is
#                  there, but with a blank or an end of line inside where it
#                  has no blank
#
#   lost  LINE     with "all": one that is not there
#
# A word that goes over a line's end is in no pieces; a blank of the line may be
# lost (a narrow one) or end the reader's line (a wide one).
use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));

my $blank = '[ \t\x{a0}\x{3000}]';

sub slurp {
	my ($path) = @_;
	open my $file, '<', $path or die "$path: $!\n";
	local $/;
	return scalar(<$file>) // '';
}

# How often each word of two characters at least is there.
sub words {
	my %count;
	for my $run ($_[0] =~ m{[A-Za-z0-9.:/\@%&=?+,~_-]+}g) {
		$run =~ s/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$//g;
		$count{$run}++ if length $run > 1;
	}
	return \%count;
}

# How often a word is there with blanks inside.
sub pieces {
	my ($word, $text) = @_;
	my $loose = join "$blank*", map { quotemeta } split //, $word;
	my $n = 0;
	while ($text =~ /(?<![A-Za-z0-9])($loose)(?![A-Za-z0-9])/g) {
		$n++ if $1 ne $word;
	}
	return $n;
}

my ($source, $text) = (slurp($ARGV[0]), slurp($ARGV[1]));
$text =~ tr/\f/\n/;
my ($want, $have) = (words($source), words($text));
for my $word (sort keys %$want) {
	my $missing = $want->{$word} - ($have->{$word} // 0);
	next if $missing <= 0;
	my $n = pieces($word, $text);
	$n = $missing if $n > $missing;
	print "word\t$word\t$n\n" if $n > 0;
}
exit if @ARGV < 3;

(my $bare = $text) =~ s/\s//g;
for (split /\n/, slurp($ARGV[2])) {
	my ($line) = /^ .*?\|(.*)\|$/ or next;
	$line =~ s/\\x([0-9A-Fa-f]{2})/chr hex $1/ge;
	$line =~ s/[\x{feff}\x{200b}]//g;
	my $whole = join '\s*', map { quotemeta } split ' ', $line;
	next if $text =~ $whole;
	$line =~ s/\s//g;
	if (index($bare, $line) >= 0) {
		print "line\t$line\n";
	} elsif (@ARGV > 3) {
		print "lost\t$line\n";
	}
}
