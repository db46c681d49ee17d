#include "base/distance.h"

size_t edit_distance(str a, str b, size_t bound)
{
    size_t row[3][DISTANCE_MAX + 1] = { 0 };

    if (a.n > DISTANCE_MAX || b.n > DISTANCE_MAX || (a.n > b.n ? a.n - b.n : b.n - a.n) > bound)
        return bound + 1;
    for (size_t j = 0; j <= b.n; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= a.n; i++) {
        size_t *now = row[i % 3], *last = row[(i + 2) % 3], *older = row[(i + 1) % 3];

        now[0] = i;
        for (size_t j = 1; j <= b.n; j++) {
            size_t cost = str_at(a, i - 1) != str_at(b, j - 1), best = last[j - 1] + cost;

            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && str_at(a, i - 1) == str_at(b, j - 2) && str_at(a, i - 2) == str_at(b, j - 1))
                best = older[j - 2] + 1 < best ? older[j - 2] + 1 : best;
            now[j] = best;
        }
    }
    return row[a.n % 3][b.n] <= bound ? row[a.n % 3][b.n] : bound + 1;
}
