// What the tree decides surely, each rule a named function with a sentence where it holds and one where it must not. The model
// decides the rest. Word numbers are the sentence's.
//
// A rule looks at a bounded number of words around its trigger, so coding stays linear in the length of a report.
#pragma once

#include <optional>
#include <string_view>

#include "actors/tree.h"

namespace dragoman::events {

using actors::Tree;
using actors::universal;

// Whether a word is a form of this lemma. The lemma that was read of a regular form is now and then the form itself ("quoted"),
// cut too short ("fre", "cit") or given a wrong ending ("reporty", "armie"): a letter or an ending off is forgiven.
bool is_form_of(const Word& word, std::string_view lemma);

// Told without being asserted; the name of the rule that says so, or nothing.
//   hedged     "the rebels reportedly attacked", "apparently bombed", "reportedly carried out an attack"; not "reportedly said
//              that rebels attacked" for "attacked"
//   alleged    "the alleged raid", "the purported massacre", "an apparent attack"
//   seems-to   "appears to have freed the miners"; not "appears in court"
//   thought-to "is thought to have sold drones", "is said to have fled"; not "is said to be ready"
//   is-possible
//              "it is possible that the navy fired", "a truce is possible"; not "it is not possible"
//   in-general "is usually kept for states that are disarming"; not "was given to the states that are disarming"
//   believed   "believes that Russia cut the cable"; not "does not believe that …"
std::string_view hedge_of(const Tree& tree, WordRange trigger);

// An act that is yet to come, by its form.
//   purpose    "flew to Oslo to complain", "called to express his support"; not "works to defeat them", nor
//              what is done in meeting ("met to discuss")
std::string_view purpose_of(const Tree& tree, WordRange trigger);

// Told as what did not happen, by the word above it; the name of the rule, or nothing.
//   kept-from  "refrained from firing", "foiled an attack", "stopped short of imposing sanctions"; not "failed to prevent the
//              attack"
//              "to stop it being destroyed", "to stop fresh protests"; not "stopped jailing", "to stop the war"
//   yet-to     "has yet to ratify"; not "has ratified"
//   no-object  "requested no such step"; not "requested a step"
//   ruled-out, out-of-question, did-not-come, not-true, hardly
//              "ruled out a strike", "lifting the ban is out of the question", "the talks never took place", "it is not true
//              that they fired", "hardly criticised"
std::string_view negation_of(const Tree& tree, WordRange trigger);

// Done or being done, by the verb that carries its noun; the name of the rule, or nothing.
//   light-verb "launched a raid", "is providing assistance"; not "will provide", "to provide"
std::string_view done_of(const Tree& tree, WordRange trigger);

// Asked for by a noun; the name of the rule, or nothing.
//   order-to   "the order to capture them"; not "ordered a retreat"
std::string_view order_of(const Tree& tree, WordRange trigger);

// Perhaps told as brought to an end; where the model leans to that as well, it is.
//   dropped    "dropped the investigation", "repealed the boycott law", "ended mediation efforts"; not "refused to drop"
std::string_view ending_of(const Tree& tree, WordRange trigger);

// Asserted as past, on somebody's word; the name of the rule, or nothing.
//   asserted   "told Reuters that the guards had tortured him"; not "claims that", "said that, should he be killed,
//              …", "said that they had reportedly fled"
std::string_view asserted_of(const Tree& tree, WordRange trigger);

// Told as what may be, by its own auxiliary; the name of the rule, or nothing.
//   modal      "may sign", "could yet recognise"; not "may not sign"
std::string_view open_of(const Tree& tree, WordRange trigger);

// Told as under discussion, by the verb above it; the name of the rule, or nothing.
//   weighed    "is considering sending troops", "weighed an embargo"; not "considers it void", "considered the proposal"
//   discussed  "met to discuss sanctions on Turkey", "debated an embargo"; not "discussed the campaign", which there is
//   decision-on
//              "a decision on sanctions", "a bill on arms sales"; not "a decision on the embargo"
std::string_view weighed_of(const Tree& tree, WordRange trigger);

// Told as coming, by its own auxiliary: "will deport him"; not "will not deport him".
bool is_coming(const Tree& tree, WordRange trigger);

// Told as under way, for all that the word above it is denied or ends it; the name of the rule, or nothing.
//   not-ended  "will never stop its war", "would not suspend its aid", "did not hesitate to sign"; not "suspended its aid"
//   not-only   "did not only arrest him"; denied-link "denied any link with the attack"
//   unclaimed  "no one has claimed the attack", "did not take responsibility for it"
//   eased      "eased the restrictions", "reduced tariffs"; not "lifted them"
//   called-off "called off the strike"; not "called off the rally", which may not have begun
std::string_view lasting_of(const Tree& tree, WordRange trigger);

// "its purchase of the S-400", "bought", "took delivery of": who does it gets something from somebody. Not: "sold".
bool is_buying(const Tree& tree, WordRange trigger);

}  // namespace dragoman::events
