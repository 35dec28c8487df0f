// An event with the words of its trigger, numbered by the sentence: what is passed on where the events of one sentence bear on
// each other.
#pragma once

#include "dragoman/events.h"
#include "dragoman/language.h"

namespace dragoman::events {

struct Told {
  Event* event = nullptr;
  WordRange trigger;
};

}  // namespace dragoman::events
