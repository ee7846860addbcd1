//! A width divided among the columns of a table, by what their cells ask for.

use crate::sheet::Twips;

/// The widths that a column's cells ask for, with the room beside the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Want {
    /// The longest word that must not be broken; less than that is not readable.
    pub(super) floor: Twips,
    /// The longest word.
    pub(super) least: Twips,
    /// The longest of the short cells on one line.
    pub(super) short: Twips,
    /// The longest of the cells that are up to twice as long on two lines.
    pub(super) two: Twips,
    /// The longest cell on one line.
    pub(super) most: Twips,
}

impl Want {
    /// The widths of an empty column.
    pub(super) fn nothing(padding: Twips) -> Self {
        Self {
            floor: padding,
            least: padding,
            short: padding,
            two: padding,
            most: padding,
        }
    }

    /// A cell over several columns: of what they lack together, each gets a part as it is wide.
    pub(super) fn ask_of(self, columns: &mut [Want]) {
        share(self.floor, columns, |want| &mut want.floor);
        share(self.least, columns, |want| &mut want.least);
        share(self.short, columns, |want| &mut want.short);
        share(self.two, columns, |want| &mut want.two);
        share(self.most, columns, |want| &mut want.most);
        for want in columns {
            want.least = want.least.max(want.floor);
            want.short = want.short.max(want.least);
            want.two = want.two.max(want.short);
            want.most = want.most.max(want.two);
        }
    }
}

/// Gives columns what they lack of a width together, in one of the widths that they ask for.
fn share(wanted: Twips, columns: &mut [Want], part: impl Fn(&mut Want) -> &mut Twips) {
    let have: Vec<i64> = columns
        .iter_mut()
        .map(|want| i64::from(part(want).0))
        .collect();
    let missing = i64::from(wanted.0) - have.iter().sum::<i64>();
    let missing = Twips(i32::try_from(missing.max(0)).unwrap_or(i32::MAX));
    for (want, more) in columns.iter_mut().zip(divide(missing, &have)) {
        *part(want) += more;
    }
}

/// How many of the first columns fit into a width.
pub(super) fn fitting(whole: Twips, wants: &[Want]) -> usize {
    let mut used = 0_i64;
    let fits = |want: &&Want| {
        used += i64::from(want.floor.0);
        used <= i64::from(whole.0)
    };
    wants.iter().take_while(fits).count()
}

/// Divides a width: by shares, or else by what the cells could still use. No column is narrower than
/// its longest word, where that leaves longer ones their least; short cells that would break get
/// their width, as long as it is there, the smallest wish first; so do, where no shares were asked for,
/// longer ones that would take three lines.
pub(super) fn share_out(whole: Twips, shares: Option<Vec<i64>>, wants: &[Want]) -> Vec<Twips> {
    let mut floors = floors(whole, wants);
    let mut wishes = vec![wants.iter().map(|want| want.short).collect::<Vec<_>>()];
    if shares.is_none() {
        wishes.push(wants.iter().map(|want| want.two).collect());
    }
    let divided = |floors: &[Twips]| match &shares {
        Some(shares) => by_shares(whole, shares, floors),
        None => by_wants(whole, wants, floors),
    };
    for wished in wishes {
        let mut open: Vec<usize> = (0..wants.len()).collect();
        open.sort_by_key(|&i| wished[i] - floors[i]);
        loop {
            let widths = divided(&floors);
            let used: i32 = floors.iter().map(|width| width.0).sum();
            let wish = open.iter().position(|&i| {
                let more = wished[i] - floors[i];
                widths[i] < wished[i] && used + more.0 <= whole.0
            });
            let Some(wish) = wish else { break };
            let i = open.remove(wish);
            floors[i] = wished[i];
        }
    }
    divided(&floors)
}

/// The least width of each column: its longest word. Where there is no room for that, the columns
/// with the longest words get less, all the same.
fn floors(whole: Twips, wants: &[Want]) -> Vec<Twips> {
    let mut order: Vec<usize> = (0..wants.len()).collect();
    order.sort_by_key(|&i| wants[i].least - wants[i].floor);
    let mut floors: Vec<Twips> = wants.iter().map(|want| want.floor).collect();
    let mut spare = whole.0 - floors.iter().map(|width| width.0).sum::<i32>();
    for i in order {
        let more = wants[i].least - wants[i].floor;
        if more.0 <= spare {
            floors[i] = wants[i].least;
            spare -= more.0;
        }
    }
    floors
}

/// Divides by shares; a column that would be narrower than its floor gets its floor, and the others
/// share the rest. The floors have room.
fn by_shares(whole: Twips, shares: &[i64], floors: &[Twips]) -> Vec<Twips> {
    let mut shares = shares.to_vec();
    let mut fixed = vec![Twips(0); shares.len()];
    // Each round fixes at least one column, or is the last.
    loop {
        let rest = Twips(whole.0 - fixed.iter().map(|width| width.0).sum::<i32>());
        let widths = divide(rest, &shares);
        let narrow: Vec<usize> = (0..shares.len())
            .filter(|&i| shares[i] > 0 && widths[i] < floors[i])
            .collect();
        let open = shares.iter().filter(|share| **share > 0).count();
        if narrow.is_empty() || narrow.len() == open {
            let both = widths.into_iter().zip(&fixed);
            return both.map(|(width, fixed)| width + *fixed).collect();
        }
        for i in narrow {
            fixed[i] = floors[i];
            shares[i] = 0;
        }
    }
}

/// Gives each column its floor, and what is left by what its cells could still use.
fn by_wants(whole: Twips, wants: &[Want], floors: &[Twips]) -> Vec<Twips> {
    let spare = Twips(whole.0 - floors.iter().map(|width| width.0).sum::<i32>());
    // One more than wanted, so that columns which want nothing still share the rest.
    let shares: Vec<i64> = wants
        .iter()
        .zip(floors)
        .map(|(want, floor)| i64::from((want.most - *floor).0.max(0)) + 1)
        .collect();
    let extra = divide(spare, &shares);
    extra
        .into_iter()
        .zip(floors)
        .map(|(extra, floor)| *floor + extra)
        .collect()
}

/// Divides a width by shares; the parts add up to the whole to the twip.
pub(super) fn divide(whole: Twips, shares: &[i64]) -> Vec<Twips> {
    let total: i64 = shares.iter().sum::<i64>().max(1);
    let mut done = 0;
    let mut used = 0;
    shares
        .iter()
        .map(|share| {
            done += share;
            let end = (i64::from(whole.0) * done / total) as i32;
            let part = Twips(end - used);
            used = end;
            part
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A column of words so wide, with a longest cell.
    fn want(floor: i32, least: i32, short: i32, most: i32) -> Want {
        Want {
            floor: Twips(floor),
            least: Twips(least),
            short: Twips(short),
            two: Twips(short),
            most: Twips(most),
        }
    }

    fn sum(widths: &[Twips]) -> i32 {
        widths.iter().map(|width| width.0).sum()
    }

    #[test]
    fn parts_add_up() {
        for shares in [vec![1, 1, 1], vec![3, 17, 5, 9], vec![1]] {
            assert_eq!(sum(&divide(Twips(9355), &shares)), 9355);
        }
    }

    #[test]
    fn shares_hold_but_for_words_that_would_not_fit() {
        let word = |least| want(least, least, least, least);
        let wants = [word(600), word(900), word(900)];
        let widths = share_out(Twips(10_000), Some(vec![3, 60, 37]), &wants);
        assert_eq!(widths[0], Twips(600));
        assert_eq!(sum(&widths), 10_000);
        let wants = [word(10), word(20)];
        assert_eq!(
            share_out(Twips(10_000), Some(vec![1, 1]), &wants),
            [Twips(5000); 2]
        );
        // Words wider than the page: the shares as they are.
        let wants = [want(100, 2000, 2000, 2000), want(100, 2000, 2000, 2000)];
        let widths = share_out(Twips(1000), Some(vec![1, 3]), &wants);
        assert_eq!(widths, [Twips(250), Twips(750)]);
    }

    #[test]
    fn every_column_keeps_its_longest_word() {
        let wants = [
            want(400, 400, 400, 400),
            want(900, 900, 900, 20_000),
            want(700, 700, 700, 1500),
        ];
        let widths = share_out(Twips(9355), None, &wants);
        assert!(
            widths
                .iter()
                .zip(&wants)
                .all(|(width, want)| *width >= want.least)
        );
        assert!(widths[1] > widths[2]);
        assert_eq!(sum(&widths), 9355);
    }

    /// An address takes what is left, not what the others need.
    #[test]
    fn a_long_word_leaves_the_others_theirs() {
        for shares in [None, Some(vec![1, 8, 1])] {
            let wants = [
                want(700, 700, 700, 700),
                want(1500, 12_000, 12_000, 12_000),
                want(600, 600, 600, 600),
            ];
            let widths = share_out(Twips(9355), shares, &wants);
            assert!(
                widths[0] >= Twips(700) && widths[2] >= Twips(600),
                "{widths:?}"
            );
            assert_eq!(sum(&widths), 9355);
        }
    }

    /// Names and dates stand on one line as long as others have room, whatever shares were asked for.
    #[test]
    fn short_cells_are_whole_while_there_is_room() {
        for shares in [None, Some(vec![1, 1, 1, 9])] {
            let wants = [
                want(400, 400, 400, 400),
                want(900, 900, 2400, 2400),
                want(1000, 1000, 1300, 1300),
                want(900, 900, 900, 60_000),
            ];
            let widths = share_out(Twips(9355), shares, &wants);
            assert!(
                widths
                    .iter()
                    .zip(&wants)
                    .all(|(width, want)| *width >= want.short),
                "{widths:?}"
            );
        }
        // Not enough for all: the smallest wish first.
        let wants = [want(500, 500, 3000, 3000), want(500, 500, 900, 900)];
        let widths = share_out(Twips(2000), None, &wants);
        assert!(
            widths[1] >= Twips(900) && sum(&widths) == 2000,
            "{widths:?}"
        );
    }

    /// A name too long for one line stands on two, not three, while a column of sentences has room.
    #[test]
    fn longer_names_take_two_lines() {
        let wants = [
            want(400, 400, 400, 400),
            Want {
                two: Twips(2500),
                ..want(900, 900, 900, 4400)
            },
            want(900, 900, 900, 90_000),
        ];
        let widths = share_out(Twips(9355), None, &wants);
        assert!(widths[1] >= Twips(2500), "{widths:?}");
        assert_eq!(sum(&widths), 9355);
    }

    #[test]
    fn a_cell_over_columns_asks_them_together() {
        let mut columns = [want(500, 500, 500, 500), want(700, 700, 700, 700)];
        want(900, 2200, 2200, 5000).ask_of(&mut columns);
        let all = |part: fn(&Want) -> Twips| sum(&columns.map(|want| part(&want)));
        assert_eq!(all(|want| want.floor), 1200);
        assert_eq!(all(|want| want.least), 2200);
        assert_eq!(all(|want| want.most), 5000);
    }
}
