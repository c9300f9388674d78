// The projector: shows the newest frame and comes back by itself.

import { follow } from "./line.js";

follow(document.querySelector("[data-screen]"));
