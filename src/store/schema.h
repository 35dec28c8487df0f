// The tables (docs/store.md), and how those of an older dragoman become them.
#pragma once

#include "database.h"

namespace dragoman::store {

// Makes the tables in an empty database, brings older ones up to date when `access` is Write, refuses newer ones.
void prepare(Database& database, Access access);

}  // namespace dragoman::store
