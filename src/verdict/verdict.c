#include "verdict/verdict.h"

#include "signals/party.h"
#include "verdict/changes.h"
#include "verdict/weights.h"

const char *const outcome_names[] = { "pass", "disarm", "ask", "hold", NULL };

/* Hard evidence first: severity, then weight, then the order of the manual. */
static bool stronger(const struct weighed *x, const struct weighed *y)
{
    if (x->signal->severity != y->signal->severity)
        return x->signal->severity > y->signal->severity;
    return x->decibans > y->decibans;
}

static void insert(struct verdict *v, struct weighed w)
{
    size_t i = v->n++;

    for (; i > 0 && stronger(&w, &v->findings[i - 1]); i--)
        v->findings[i] = v->findings[i - 1];
    v->findings[i] = w;
}

/* Information tells a vendor what a mail is like; it never adds up to stopping one. */
static int capped_sum(const struct verdict *v)
{
    int sums[GROUP_COUNT] = { 0 }, total = 0;

    for (size_t i = 0; i < v->n; i++)
        if (v->findings[i].signal->severity > SEVERITY_INFORMATION)
            sums[v->findings[i].signal->group] += v->findings[i].decibans;
    for (int g = 0; g < GROUP_COUNT; g++)
        total += sums[g] < group_cap((enum group)g) ? sums[g] : group_cap((enum group)g);
    return total;
}

static void apply_rules(const struct case_facts *c, struct verdict *v)
{
    size_t n = 0;

    for (size_t i = 0; rules[i].id; i++) {
        if (!rules[i].holds(c, v))
            continue;
        if (rules[i].outcome > v->outcome)
            v->outcome = rules[i].outcome;
        if (n < VERDICT_RULES_MAX - 1)
            v->rules[n++] = rules[i].id;
    }
}

static void choose_reasons(struct verdict *v)
{
    for (size_t i = 0; i < v->n && v->reason_count < VERDICT_REASONS_MAX; i++)
        if (v->findings[i].signal->severity > SEVERITY_INFORMATION)
            v->reasons[v->reason_count++] = i;
}

struct verdict verdict_of(const struct case_facts *c, struct arena *a, bool with_counterfactual)
{
    struct finding *found = ARENA_ARRAY(a, struct finding, signals_count());
    struct verdict v = { .outcome = OUTCOME_PASS, .findings = ARENA_ARRAY(a, struct weighed, signals_count()) };
    size_t n = signals_run(c, a, found);
    bool trusted = sender_is_trusted(c);

    for (size_t i = 0; i < n; i++)
        insert(&v, (struct weighed){ found[i].signal, found[i].evidence, weight_for(found[i].signal, trusted) });
    v.decibans = capped_sum(&v);
    apply_rules(c, &v);
    choose_reasons(&v);
    v.counterfactual = (struct counterfactual){ .detail = STR(""), .outcome = v.outcome };
    if (with_counterfactual && v.outcome != OUTCOME_PASS)
        v.counterfactual = counterfactual_of(c, &v, a);
    return v;
}

struct verdict verdict_unreadable(struct arena *a, str why)
{
    const struct signal *s = signal_by_id(STR("mail.unreadable"));
    struct verdict v = { .outcome = OUTCOME_HOLD, .n = 1, .reason_count = 1, .rules = { "rule.unreadable" } };

    v.findings = ARENA_ARRAY(a, struct weighed, 1);
    v.findings[0] = (struct weighed){ s, { .claimed = STR(""), .actual = arena_copy(a, why), .where = STR("") }, weight_of(s) };
    v.decibans = group_cap(s->group) < v.findings[0].decibans ? group_cap(s->group) : v.findings[0].decibans;
    v.counterfactual = (struct counterfactual){ .detail = STR(""), .outcome = OUTCOME_HOLD };
    return v;
}
