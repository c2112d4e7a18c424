#include "postmortem/classify.h"

#include "postmortem/postmortem.h"

namespace afterword {

void classify_postmortem(Postmortem&) {}

}  // namespace afterword
